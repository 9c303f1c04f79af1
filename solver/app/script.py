"""What Streamlit runs again for every click when the app was started by ``afterbell app``."""

from solver.app.main import main

main()
