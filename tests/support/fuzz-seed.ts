/** What random inputs of the tests begin with; `FUZZ_SEED` gives others. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20260302);
