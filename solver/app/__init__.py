"""The app's pages: they ask office and service, and draw. Streamlit is known only here."""
