"""Where cases come from, and the processes that read what comes from outside."""
