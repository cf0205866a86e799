# tests/unit/NAME.c is one cmocka program per module; `make check TESTS=tests/unit/NAME` runs one.
if TESTS_WANTED
unit_tests =
unit_tests += tests/unit/fortran
unit_tests += tests/unit/handle_table
unit_tests += tests/unit/op
unit_tests += tests/unit/type_named
unit_tests += tests/unit/unsupported
tests_unit_unsupported_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=raise_comm

check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

LDADD = libmpi/libcore.la $(CMOCKA_LIBS) -lpthread

TESTS += tests/unit/wrappers
EXTRA_DIST += tests/unit/wrappers
