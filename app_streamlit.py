"""The app: ``streamlit run app_streamlit.py [-- FOLDER]``, or ``afterbell app [FOLDER]``."""

from solver.app.main import main

main()
