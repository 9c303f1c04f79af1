"""Pages of ``docs/`` that are made from the declarations: rules, policies, the data format."""
