# check/: wrong use of MPI, looked for with --mpi-check.
libmpi_libcore_la_SOURCES += \
    libmpi/check/check.c \
    libmpi/check/check.h \
    libmpi/check/guard.c \
    libmpi/check/guard.h \
    libmpi/check/ledger.c \
    libmpi/check/ledger.h \
    libmpi/check/thread.c \
    libmpi/check/thread.h
