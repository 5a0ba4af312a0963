import './why.css';
export { WhyDialog, WhyLine } from './why';
