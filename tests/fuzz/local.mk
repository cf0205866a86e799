# tests/fuzz/NAME.c is a libFuzzer program per parser; tests/fuzz/run runs them.
fuzzers =
fuzzers += tests/fuzz/arrival
fuzzers += tests/fuzz/codec
fuzzers += tests/fuzz/context
fuzzers += tests/fuzz/env
fuzzers += tests/fuzz/frame
fuzzers += tests/fuzz/handshake
fuzzers += tests/fuzz/nodemap
fuzzers += tests/fuzz/pmi2
fuzzers += tests/fuzz/port_name
fuzzers += tests/fuzz/spank
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/run tests/fuzz/fuzz.h
EXTRA_PROGRAMS += $(fuzzers)

fuzz_ldflags = $(AM_LDFLAGS) -fsanitize=fuzzer
fuzz_variables = tests/fuzz/variables.c tests/fuzz/variables.h
tests_fuzz_arrival_LDFLAGS = $(fuzz_ldflags) -Wl,--wrap=net_fetch,--wrap=net_release
tests_fuzz_codec_LDADD = pmi/libpmi.la
tests_fuzz_codec_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_context_SOURCES = tests/fuzz/context.c $(fuzz_variables)
tests_fuzz_context_LDADD = pmi/libpmi.la
tests_fuzz_context_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_env_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_frame_LDADD = pmi/libpmi.la
tests_fuzz_frame_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_handshake_LDFLAGS = $(fuzz_ldflags) \
    -Wl,--wrap=greeting_listen,--wrap=greeting_send,--wrap=net_address,--wrap=meeting_attend
tests_fuzz_nodemap_SOURCES = tests/fuzz/nodemap.c $(fuzz_variables)
tests_fuzz_nodemap_LDADD = pmi/libpmi.la
tests_fuzz_nodemap_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_pmi2_LDADD = pmi/libpmi.la
tests_fuzz_pmi2_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_port_name_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_spank_LDADD = spank/libspank.la
tests_fuzz_spank_LDFLAGS = $(fuzz_ldflags)

fuzzers: $(fuzzers)
.PHONY: fuzzers
