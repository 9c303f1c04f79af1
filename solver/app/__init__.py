"""The app's pages: they ask workspace and service, and draw. Streamlit is known only here."""
