import { ChartSpline, FileX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type TaskPlace, useOutputs, useResultAddress } from "../../api/runs";
import { Empty, Failure, Loading } from "../../components/feedback";
import { ended } from "../../model/states";
import { ResultView } from "../../viewers/ResultView";

interface TaskResultProps {
  place: TaskPlace;
  name: string;
  /** Room for what is shown, as CSS. */
  height: string;
}

/** What a task shows, if it shows anything. */
export function TaskResult({ place, name, height }: TaskResultProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useOutputs(place);
  const address = useResultAddress(place);
  // A task that was cleared still has what its former try showed.
  if (!ended(place.state)) {
    return <Empty icon={ChartSpline} text={t("run.noResultYet")} title={t("run.noResult")} />;
  }
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading rows={3} />;
  const { result } = data;
  if (!result?.path) {
    if (result?.file_type) {
      const title = t("run.missingResult", { fileType: result.file_type });
      return <Empty icon={FileX} text={t("run.missingResultText")} title={title} />;
    }
    const text = t(place.state === "success" ? "run.noResultText" : "run.noResultFailed");
    return <Empty icon={ChartSpline} text={text} title={t("run.noResult")} />;
  }
  return (
    <ResultView
      height={height}
      result={{
        address,
        place,
        bytes: result.size,
        fileType: result.file_type,
        name,
        path: result.path,
      }}
    />
  );
}
