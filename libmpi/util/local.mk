libmpi_libcore_la_SOURCES += libmpi/util/err.c libmpi/util/err.h libmpi/util/err.def \
    libmpi/util/list.h libmpi/util/lock.c libmpi/util/lock.h libmpi/util/log.c \
    libmpi/util/log.h libmpi/util/macros.h libmpi/util/pool.c libmpi/util/pool.h \
    libmpi/util/env.c libmpi/util/env.h libmpi/util/env.def \
    libmpi/util/arena.c libmpi/util/arena.h \
    libmpi/util/call.c libmpi/util/call_name.c libmpi/util/call.h libmpi/util/call.def \
    libmpi/util/clock.h libmpi/util/copy.c libmpi/util/copy.h \
    libmpi/util/stats.c libmpi/util/stats.h
