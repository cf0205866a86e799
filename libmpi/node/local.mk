libmpi_libcore_la_SOURCES += libmpi/node/node.c libmpi/node/node.h libmpi/node/slot.h
libmpi_libcore_la_SOURCES += libmpi/node/piece.c libmpi/node/piece.h
libmpi_libcore_la_SOURCES += libmpi/node/segment.c libmpi/node/segment.h
libmpi_libcore_la_SOURCES += libmpi/node/reach.c libmpi/node/reach.h
