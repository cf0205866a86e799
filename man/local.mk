# man/: the manual.
dist_man_MANS += man/mpicc.1 man/mpicxx.1 man/slipway.7
