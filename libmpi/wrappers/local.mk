# wrappers/: mpicc and mpicxx, each made twice from wrapper.in: here for the build tree, so that
# tests and the curious need no `make install`, and in installed/ for the installed files.
bin_SCRIPTS += libmpi/wrappers/installed/mpicc libmpi/wrappers/installed/mpicxx
noinst_SCRIPTS += libmpi/wrappers/mpicc libmpi/wrappers/mpicxx
pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = libmpi/wrappers/slipway.pc
EXTRA_DIST += libmpi/wrappers/wrapper.in libmpi/wrappers/slipway.pc.in
CLEANFILES += $(wrappers) $(pkgconfig_DATA)

wrappers = libmpi/wrappers/mpicc libmpi/wrappers/mpicxx \
    libmpi/wrappers/installed/mpicc libmpi/wrappers/installed/mpicxx

for_mpicc = -e 's|@LANGUAGE[@]|C|g; s|@VARIABLE[@]|SLIPWAY_CC|g; s|@COMPILER[@]|$(CC)|'
for_mpicxx = -e 's|@LANGUAGE[@]|C++|g; s|@VARIABLE[@]|SLIPWAY_CXX|g; s|@COMPILER[@]|$(CXX)|'
for_build = -e 's|@INCLUDEDIR[@]|$(abs_top_srcdir)/libmpi/include|' \
    -e 's|@LIBDIR[@]|$(abs_top_builddir)/libmpi/.libs|'
for_install = -e 's|@INCLUDEDIR[@]|$(pkgincludedir)|; s|@LIBDIR[@]|$(libdir)|'

# A program needs the run-time of a sanitizer, too, when the library was built with one.
fill_in = $(AM_V_GEN)$(MKDIR_P) $(@D) && $(SED) -e 's|@VERSION[@]|$(VERSION)|g' \
    -e "s|@NAME[@]|$$(basename $@)|g; s|@LDFLAGS[@]|$(SLIPWAY_LDFLAGS:%= %)|"

libmpi/wrappers/mpicc: $(srcdir)/libmpi/wrappers/wrapper.in Makefile
	$(fill_in) $(for_mpicc) $(for_build) $(srcdir)/libmpi/wrappers/wrapper.in >$@ && chmod +x $@
libmpi/wrappers/mpicxx: $(srcdir)/libmpi/wrappers/wrapper.in Makefile
	$(fill_in) $(for_mpicxx) $(for_build) $(srcdir)/libmpi/wrappers/wrapper.in >$@ && chmod +x $@
libmpi/wrappers/installed/mpicc: $(srcdir)/libmpi/wrappers/wrapper.in Makefile
	$(fill_in) $(for_mpicc) $(for_install) $(srcdir)/libmpi/wrappers/wrapper.in >$@ && chmod +x $@
libmpi/wrappers/installed/mpicxx: $(srcdir)/libmpi/wrappers/wrapper.in Makefile
	$(fill_in) $(for_mpicxx) $(for_install) $(srcdir)/libmpi/wrappers/wrapper.in >$@ && chmod +x $@
libmpi/wrappers/slipway.pc: $(srcdir)/libmpi/wrappers/slipway.pc.in Makefile
	$(fill_in) $(for_install) $(srcdir)/libmpi/wrappers/slipway.pc.in >$@

# Build systems look for these names, too, and Meson takes the one with the highest version.
install-exec-hook:
	cd $(DESTDIR)$(bindir) && rm -f mpic++ mpiCC && $(LN_S) mpicxx mpic++ && $(LN_S) mpicxx mpiCC
uninstall-hook:
	cd $(DESTDIR)$(bindir) && rm -f mpic++ mpiCC
