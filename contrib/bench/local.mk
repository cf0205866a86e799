# contrib/bench/: Slipway beside Open MPI and MPICH; `make bench BENCH=latency` runs one case.
bench_dir = contrib/bench
EXTRA_DIST += \
    $(bench_dir)/README \
    $(bench_dir)/bench \
    $(bench_dir)/callgrind.py \
    $(bench_dir)/cases.py \
    $(bench_dir)/latency.svg \
    $(bench_dir)/peers.py \
    $(bench_dir)/pinned \
    $(bench_dir)/plot.py \
    $(bench_dir)/python.py \
    $(bench_dir)/report.py \
    $(bench_dir)/programs/bench.h \
    $(bench_dir)/programs/blocked.c \
    $(bench_dir)/programs/collective.c \
    $(bench_dir)/programs/flag.c \
    $(bench_dir)/programs/floor.h \
    $(bench_dir)/programs/instructions.c \
    $(bench_dir)/programs/latency.c \
    $(bench_dir)/programs/memory.c \
    $(bench_dir)/programs/onesided.c \
    $(bench_dir)/programs/overlap.c \
    $(bench_dir)/programs/scatter.c \
    $(bench_dir)/programs/scatter.py \
    $(bench_dir)/programs/startup.c \
    $(bench_dir)/programs/stream.c \
    $(bench_dir)/programs/ucp_am.c

# BENCH: cases (all); BENCH_FLAGS: options, as --quick; BENCH_REPEAT: how often.
bench: all
	$(srcdir)/$(bench_dir)/bench --builddir . $(BENCH_FLAGS) $(BENCH)

.PHONY: bench
