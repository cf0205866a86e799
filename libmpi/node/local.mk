libmpi_libcore_la_SOURCES += libmpi/node/early.c libmpi/node/early.h
libmpi_libcore_la_SOURCES += libmpi/node/node.c libmpi/node/node.h libmpi/node/slot.h
libmpi_libcore_la_SOURCES += libmpi/node/piece.c libmpi/node/piece.h
libmpi_libcore_la_SOURCES += libmpi/node/segment.c libmpi/node/segment.h
libmpi_libcore_la_SOURCES += libmpi/node/reach.c libmpi/node/reach.h
libmpi_libcore_la_SOURCES += libmpi/node/ring.c libmpi/node/ring.h
libmpi_libcore_la_SOURCES += libmpi/node/directory.c libmpi/node/directory.h
libmpi_libcore_la_SOURCES += libmpi/node/bell.c libmpi/node/bell.h
