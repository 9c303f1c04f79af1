"""What is drawn: each file takes figures from a plan as plain rows and makes one chart. No Streamlit."""
