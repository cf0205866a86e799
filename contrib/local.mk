# contrib/: scripts for users and developers.
