"""
What Python packages say of inputs.json: python3 python-oracles.py > python.oracle.json. The versions are in the output; in an environment of its own
  pip install agreement choix crowd-kit ensemble-boxes irrCAC jiwer krippendorff networkx nltk numpy pycocotools rapidfuzz scikit-learn scipy shapely statsmodels
brings the packages. It takes a few minutes.
"""
import json
import warnings

warnings.filterwarnings("ignore")

import oracle_labels  # noqa: E402, F401
import oracle_rankings  # noqa: E402, F401
import oracle_boxes  # noqa: E402, F401
import oracle_texts  # noqa: E402, F401
import oracle_aggregation  # noqa: E402, F401
import oracle_models  # noqa: E402, F401
from oracle_common import said, versions  # noqa: E402

print(json.dumps({"command": "python3 python-oracles.py", "versions": versions, "said": said}, ensure_ascii=False, indent=1))
