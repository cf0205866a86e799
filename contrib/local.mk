# contrib/: scripts for users and developers, and what packages and installations need.
EXTRA_DIST += contrib/check-abi contrib/check-layers contrib/check-lines
TESTS += contrib/check-abi contrib/check-layers contrib/check-lines

# mpi.h and the library against the tables of the standard's ABI.
check-abi: all
	CC='$(CC)' $(top_srcdir)/contrib/check-abi $(top_builddir)

# The environment module is named by its version, as `module load slipway/0.1.0` wants it.
modulefile_DATA = contrib/module/$(VERSION)
completion_DATA = contrib/completion/mpicc contrib/completion/mpicxx contrib/completion/slipway-info
CLEANFILES += contrib/module/$(VERSION) contrib/completion/mpicxx
EXTRA_DIST += contrib/module/slipway.in contrib/completion/mpicc contrib/completion/slipway-info

contrib/module/$(VERSION): $(srcdir)/contrib/module/slipway.in Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(SED) -e 's|@VERSION[@]|$(VERSION)|' \
	    -e 's|@BINDIR[@]|$(bindir)|; s|@LIBDIR[@]|$(libdir)|' \
	    -e 's|@PKGCONFIGDIR[@]|$(pkgconfigdir)|' $(srcdir)/contrib/module/slipway.in >$@

contrib/completion/mpicxx: $(srcdir)/contrib/completion/mpicc
	$(AM_V_GEN)$(MKDIR_P) $(@D) && cp $(srcdir)/contrib/completion/mpicc $@

# Packages, in packages/deb and packages/rpm.
EXTRA_DIST += contrib/debian contrib/package contrib/rpm
deb rpm: dist
	$(srcdir)/contrib/package $@ $(distdir).tar.xz

.PHONY: check-abi deb rpm
EXTRA_DIST += contrib/devcluster contrib/examples contrib/lib.sh contrib/quickstart contrib/selftest \
    contrib/stats-picture
include contrib/bench/local.mk
