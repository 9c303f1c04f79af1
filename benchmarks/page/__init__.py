"""The results page: tables and plots from the stored records, and from nothing else."""
