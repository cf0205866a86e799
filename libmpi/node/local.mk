libmpi_libcore_la_SOURCES += libmpi/node/slot.h
