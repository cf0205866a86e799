libmpi_libcore_la_SOURCES += libmpi/type/type.h
