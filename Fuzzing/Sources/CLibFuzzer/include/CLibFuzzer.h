#pragma once

#include <stddef.h>
#include <stdint.h>

/// How many bytes the input has that is being tried.
size_t fuzz_input_count(void);

/// A byte of that input, by its index below `fuzz_input_count()`.
uint8_t fuzz_input_byte(size_t index);
