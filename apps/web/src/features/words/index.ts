import './words.css';

export { Files } from './files';
export { namesIn } from './mend';
export { Words } from './words';
