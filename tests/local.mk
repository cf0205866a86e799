# tests/unit/NAME.c is one cmocka program per module; `make check TESTS=tests/unit/NAME` runs one.
if TESTS_WANTED
unit_tests =
unit_tests += tests/unit/op tests/unit/group tests/unit/errhandler

check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

LDADD = libmpi/libcore.la $(CMOCKA_LIBS) -lpthread
