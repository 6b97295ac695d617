// Processor time, in seconds.
#pragma once

double own_seconds(void);

// What another process has used so far; 0 without one.
double seconds_of(int process);
