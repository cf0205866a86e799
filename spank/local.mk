# spank/: the plugin slipway.so.  What knows nothing of Slurm is in a library of its own, which
# the unit tests link; the symbols of Slurm come from the program that loads the plugin.
noinst_LTLIBRARIES += spank/libspank.la
spank_libspank_la_SOURCES = \
    spank/args.c spank/args.h \
    spank/death.c spank/death.h \
    spank/segment.c spank/segment.h \
    spank/shell.c spank/shell.h

if SPANK
plugin_LTLIBRARIES = spank/slipway.la
spank_slipway_la_SOURCES = \
    spank/slipway.c spank/context.h spank/compat.h \
    spank/allocator.c spank/batch.c spank/srun.c spank/tasks.c \
    spank/pty.c spank/pty.h \
    spank/stale.c spank/stale.h
spank_slipway_la_LIBADD = spank/libspank.la
spank_slipway_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -shared \
    -export-symbols-regex '^(slurm_spank_|plugin_|spank_plugin_)'
endif
