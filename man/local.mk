# man/: the manual.
