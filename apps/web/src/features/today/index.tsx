import '../../ui/work.css';
export { TodayScreen } from './screen';
