libmpi_libcore_la_SOURCES +=
