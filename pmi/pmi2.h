/* SPDX-License-Identifier: BSD-3-Clause */
/* pmi2.h: what tests may turn in pmi2.c. */
#ifndef PMI_PMI2_H
#define PMI_PMI2_H

/* How long the server of the own node may take to answer anything but a fence. */
extern int pmi2_patience_ms;

#endif
