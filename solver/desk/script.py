"""What Streamlit runs again for every click when the app was started by ``afterbell app``."""

from solver.desk.app import main

main()
