libmpi_libcore_la_SOURCES += libmpi/node/node.c libmpi/node/node.h libmpi/node/slot.h
