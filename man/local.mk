# man/: the manual.
dist_man_MANS += man/mpicc.1 man/mpicxx.1 man/slipway.7 man/slipway.8 man/slipway-debugging.7
dist_man_MANS += man/slipway-info.1 man/slipway-tuning.7
nodist_man_MANS += man/slipway-environment.7
CLEANFILES += man/slipway-environment.7
EXTRA_DIST += man/environment.awk man/slipway-environment.7.in

# The variables in it are those of the library's own table.
man/slipway-environment.7: $(srcdir)/man/environment.awk $(srcdir)/libmpi/util/env.def \
		$(srcdir)/man/slipway-environment.7.in
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(AWK) -f $(srcdir)/man/environment.awk \
	    $(srcdir)/libmpi/util/env.def $(srcdir)/man/slipway-environment.7.in >$@
