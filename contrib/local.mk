# contrib/: scripts for users and developers.
EXTRA_DIST += contrib/check-abi contrib/check-layers
TESTS += contrib/check-abi contrib/check-layers

# mpi.h and the library against the tables of the standard's ABI.
check-abi: all
	CC='$(CC)' $(top_srcdir)/contrib/check-abi $(top_builddir)

.PHONY: check-abi
EXTRA_DIST += contrib/devcluster contrib/examples contrib/lib.sh contrib/quickstart contrib/selftest \
    contrib/stats-picture
include contrib/bench/local.mk
