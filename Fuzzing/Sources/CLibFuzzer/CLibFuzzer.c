#include "CLibFuzzer.h"

// Written in Swift.
extern void fuzz_prepare(void);
extern void fuzz_check(void);

// libFuzzer tries one input at a time, on one thread.
static const uint8_t *input;
static size_t count;

size_t fuzz_input_count(void) { return count; }

uint8_t fuzz_input_byte(size_t index) { return input[index]; }

// The names that libFuzzer calls (https://llvm.org/docs/LibFuzzer.html).
int LLVMFuzzerInitialize(int *argumentCount, char ***arguments) {
    (void)argumentCount;
    (void)arguments;
    fuzz_prepare();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    input = data;
    count = size;
    fuzz_check();
    return 0;
}
