"""What every package may lean on and what leans on none: nothing here knows of schools, rules or plans."""
