"""Everything in one command: web, worker, broker and mailbox from one folder."""
