libmpi_libcore_la_SOURCES += libmpi/world/instance.c libmpi/world/instance.h
libmpi_libcore_la_SOURCES += libmpi/world/session.c libmpi/world/session.h
libmpi_libcore_la_SOURCES += libmpi/world/world.c libmpi/world/world.h
