import fc from 'fast-check';
import { SEED } from './fuzz-seed.js';

// The same inputs in every run, so that what fails can be looked at and a change is judged by itself; FUZZ_SEED gives others.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
