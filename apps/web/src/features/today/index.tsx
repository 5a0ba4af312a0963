import './today.css';
export { TodayScreen } from './screen';
