libmpi_libcore_la_SOURCES += libmpi/world/instance.c libmpi/world/instance.h
libmpi_libcore_la_SOURCES += libmpi/world/session.c libmpi/world/session.h
libmpi_libcore_la_SOURCES += libmpi/world/statistics.c libmpi/world/statistics.h
libmpi_libcore_la_SOURCES += libmpi/world/stats_file.c libmpi/world/stats_file.h
libmpi_libcore_la_SOURCES += libmpi/world/stats_json.c libmpi/world/stats_json.h
libmpi_libcore_la_SOURCES += libmpi/world/stats_record.c libmpi/world/stats_record.h
libmpi_libcore_la_SOURCES += libmpi/world/stats_table.c libmpi/world/stats_table.h
libmpi_libcore_la_SOURCES += libmpi/world/world.c libmpi/world/world.h
