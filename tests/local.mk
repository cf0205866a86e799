# tests/unit/NAME.c is one cmocka program per module; `make check TESTS=tests/unit/NAME` runs one.
if TESTS_WANTED
unit_tests =
unit_tests += tests/unit/wireup tests/unit/pmi2
unit_tests += tests/unit/pmi_context tests/unit/pmi_nodemap tests/unit/pmi_codec
fake_pmi2 = tests/unit/fake_pmi2.c tests/unit/fake_pmi2.h
tests_unit_wireup_SOURCES = tests/unit/wireup.c $(fake_pmi2)
tests_unit_pmi2_SOURCES = tests/unit/pmi2.c $(fake_pmi2)
tests_unit_pmi2_LDADD = $(LDADD) $(PMI2_LIBS)

# Wire-up alone, for srun.
check_PROGRAMS += tests/pmi/hello

check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

LDADD = libmpi/libcore.la $(CMOCKA_LIBS) -lpthread
