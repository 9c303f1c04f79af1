"""The app of the academic-affairs office: pages that ask the office and the service, and draw. Only here is Streamlit."""
