# spank/: the plugin slipway.so.  What knows nothing of Slurm is in a library of its own,
# for the unit tests; the hooks are in another, for the test with a slurmstepd of its own.
# In the plugin the symbols of Slurm come from the program that loads it.
noinst_LTLIBRARIES += spank/libspank.la
spank_libspank_la_SOURCES =
spank_libspank_la_SOURCES += spank/args.c spank/args.h
spank_libspank_la_SOURCES += spank/death.c spank/death.h
spank_libspank_la_SOURCES += spank/leftover.c spank/leftover.h
spank_libspank_la_SOURCES += spank/memory.c spank/memory.h
spank_libspank_la_SOURCES += spank/option.c spank/option.h
spank_libspank_la_SOURCES += spank/pause.h
spank_libspank_la_SOURCES += spank/process.c spank/process.h
spank_libspank_la_SOURCES += spank/segment.c spank/segment.h
spank_libspank_la_SOURCES += spank/setting.c spank/setting.h
spank_libspank_la_SOURCES += spank/shell.c spank/shell.h
spank_libspank_la_SOURCES += libmpi/util/call_name.c libmpi/util/call.h

if SPANK
noinst_LTLIBRARIES += spank/libhooks.la
spank_libhooks_la_SOURCES =
spank_libhooks_la_SOURCES += spank/slipway.c spank/context.h spank/compat.h
spank_libhooks_la_SOURCES += spank/allocator.c spank/batch.c spank/srun.c spank/tasks.c
spank_libhooks_la_SOURCES += spank/elsewhere.c spank/elsewhere.h
spank_libhooks_la_SOURCES += spank/ends.c spank/ends.h
spank_libhooks_la_SOURCES += spank/job.c spank/job.h
spank_libhooks_la_SOURCES += spank/options.c spank/options.h
spank_libhooks_la_SOURCES += spank/pty.c spank/pty.h
spank_libhooks_la_SOURCES += spank/question.c spank/question.h
spank_libhooks_la_SOURCES += spank/stale.c spank/stale.h
spank_libhooks_la_LIBADD = spank/libspank.la

plugin_LTLIBRARIES = spank/slipway.la
spank_slipway_la_SOURCES =
spank_slipway_la_LIBADD = spank/libhooks.la
spank_slipway_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -shared \
    -export-symbols-regex '^(slurm_spank_|plugin_|spank_plugin_)'
endif

if TESTS_WANTED
tests_unit_spank_args_LDADD = spank/libspank.la $(CMOCKA_LIBS)
tests_unit_spank_death_LDADD = spank/libspank.la $(CMOCKA_LIBS)
tests_unit_spank_leftover_LDADD = spank/libspank.la $(CMOCKA_LIBS)
tests_unit_spank_memory_LDADD = spank/libspank.la $(CMOCKA_LIBS)
tests_unit_spank_option_LDADD = spank/libspank.la $(CMOCKA_LIBS)
tests_unit_spank_process_LDADD = spank/libspank.la $(CMOCKA_LIBS)
tests_unit_spank_segment_LDADD = spank/libspank.la $(CMOCKA_LIBS)
tests_unit_spank_shell_LDADD = spank/libspank.la $(CMOCKA_LIBS)
if SPANK
check_PROGRAMS += tests/unit/spank_plugin
TESTS += tests/unit/spank_plugin
tests_unit_spank_plugin_SOURCES = tests/unit/spank_plugin.c
tests_unit_spank_plugin_SOURCES += tests/unit/fake_spank.c tests/unit/fake_spank.h
tests_unit_spank_plugin_LDADD = spank/libhooks.la $(CMOCKA_LIBS)
endif
endif
