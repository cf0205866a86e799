/* SPDX-License-Identifier: BSD-3-Clause */
/* sections.h: what slipway-info tells, one function and one file for each. */
#ifndef INFO_SECTIONS_H
#define INFO_SECTIONS_H

void tell_version(void);    /* and how it was configured */
void tell_node(void);       /* as this process sees it */
void tell_variables(void);  /* of util/env.def */
void tell_algorithms(void); /* of the collective operations */

/* slipway-info --check: returns how many findings want something changed. */
int tell_check(void);

#endif
