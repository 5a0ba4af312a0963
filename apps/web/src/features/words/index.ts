import './words.css';

export { Words } from './words';
